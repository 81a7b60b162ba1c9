/**
 * For the loopback server that stands in for the bank. Both are public and prove nothing to anybody else: the key is
 * trusted by the diverted connections of this process only.
 */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBiDCCAS2gAwIBAgIUDYDsji41NL9QMwwQfeeCTCbg3BEwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcHJvdmUuaW52YWxpZDAgFw0yNjExMjgwOTA5MjhaGA8yMTI2
MTEwNDA5MDkyOFowGDEWMBQGA1UEAwwNcHJvdmUuaW52YWxpZDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABIP8PDtmV6TA3N+HGvlKgoYucetcH09yCPdI9GH2SJhH
KgHizDWv5Xyv+7g60de8GJ/4eo/DmVJXyddMNJj23Z+jUzBRMB0GA1UdDgQWBBQa
gDVzzOUbsg9YbeKQGGl5bFwVDDAfBgNVHSMEGDAWgBQagDVzzOUbsg9YbeKQGGl5
bFwVDDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCKOzwpTA7R
VUgRLh+SyEnMEkgMLHALbYs+BBsdgYcRNAIhAPQ2z/HoE53F6RtgwCuqQIpme48d
iBXmLr5ola2vyc4E
-----END CERTIFICATE-----
`

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgC4cZRfWEaIcIgkmw
A0dAtE1o+crzRwfy9UvjN6Q3lp6hRANCAASD/Dw7ZlekwNzfhxr5SoKGLnHrXB9P
cgj3SPRh9kiYRyoB4sw1r+V8r/u4OtHXvBif+HqPw5lSV8nXTDSY9t2f
-----END PRIVATE KEY-----
`
