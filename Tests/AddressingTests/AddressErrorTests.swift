import Testing

@testable import Addressing

@Suite struct `an address that cannot be read` {
  @Test(
    arguments: [
      ("", nil, .empty), (" \n ", nil, .empty), ("a.png", nil, .relativeWithoutBase),
      ("//h/a", nil, .relativeWithoutBase), ("mailto:a", nil, .unsupportedScheme("mailto")),
      ("JavaScript:void(0)", "http://h/", .unsupportedScheme("javascript")),
      ("data:,x", "http://h/", .unsupportedScheme("data")),
      ("f\ttp://h/", "http://h/", .unsupportedScheme("ftp")),
      ("file:///etc/passwd", "http://h/", .unsupportedScheme("file")),
      ("about:blank", nil, .unsupportedScheme("about")),
      ("a+b-1.c:", nil, .unsupportedScheme("a+b-1.c")),
      ("http://", nil, .missingHost), ("http://a@/x", nil, .missingHost),
      ("http://:80/", nil, .missingHost), ("http://a b/", nil, .invalidHost),
      ("http://a%00b/", nil, .invalidHost), ("http://[1::2::3]/", nil, .invalidHost),
      ("http://1.2.3.999/", nil, .invalidHost), ("http://a:65536/", nil, .invalidPort),
      ("http://a:8x/", nil, .invalidPort), ("//a:b", "http://h/", .invalidPort),
    ] as [(String, String?, AddressError.Code)])
  func `states the reason`(_ input: String, _ base: String?, _ expected: AddressError.Code) throws {
    #expect(code { try parse(input, base).address } == expected)
  }

  @Test func `is a sentence with the input`() {
    let error = AddressError(.invalidPort, input: "http://a:8x/")
    #expect(error.description.contains("http://a:8x/"))
    #expect(error.description.contains("port"))
  }

  @Test func `is cut to the limit`() {
    let error = AddressError(.invalidHost, input: String(repeating: "é", count: 10_000))
    #expect(error.input.utf8.count <= AddressError.inputLimit + 6)
    let scheme = String(repeating: "x", count: 10_000) + ":"
    let name = String(repeating: "x", count: AddressError.schemeNameLimit)
    #expect(code { try WebAddress(scheme) } == .unsupportedScheme(name))
  }

  @Test(arguments: [
    "http://me:secret@a b/", "http://secret@h:x/", "http:me:secret@a b", "//me:secret@a b/x",
    "http://me:se/secret@h:x/", "http://me:x@secret@a b/", "me:secret@h", "http:\\\\me:secret@a b/",
    "https:////me:secret#?@a b/", "ht\ntp://me:secret@a b/",
    "http://me:secret@" + String(repeating: " ", count: 999),
  ])
  func `does not show credentials`(_ input: String) throws {
    let base = try WebAddress("http://h/")
    for read in [{ try parse(input, nil).address }, { try WebAddress(input, relativeTo: base) }] {
      do {
        _ = try read()
      } catch {
        var dumped = ""
        dump(error, to: &dumped)
        for text in ["\(error)", String(reflecting: error), dumped] {
          #expect(!text.contains("secret"))
        }
      }
    }
  }

  @Test func `keeps the scheme of an address with credentials`() {
    #expect(AddressError(.invalidHost, input: "http://me:pw@a b/").input == "http://…@a b/")
  }
}

@Suite struct `credentials` {
  @Test func `are kept separately and percent-encoded`() throws {
    let parsed = try AddressReader.read("http://me@x:p:w d@h/a#f", base: nil)
    #expect(parsed.address.text == "http://h/a")
    #expect(parsed.fragment == "f")
    #expect(parsed.credentials == Credentials(user: "me%40x", password: "p%3Aw%20d"))
    #expect(parsed.hrefWithoutCredentials == "http://h/a#f")
    let password = try #require(parsed.credentials?.password)
    #expect(PercentEncoding.decode(password.utf8) == Array("p:w d".utf8))
  }

  @Test func `are absent where both are empty`() throws {
    #expect(try AddressReader.read("http://:@h/", base: nil).credentials == nil)
  }

  @Test func `are inherited from a base only without a host of one's own`() throws {
    let base = try AddressReader.read("http://me:pw@h/a", base: nil)
    #expect(try AddressReader.read("b", base: base).credentials == base.credentials)
    #expect(try AddressReader.read("//h/b", base: base).credentials == nil)
    #expect(try AddressReader.read("https:b", base: base).credentials == nil)
  }

  @Test func `are never printed`() throws {
    let parsed = try AddressReader.read("http://secret:secret@h/", base: nil)
    let credentials = try #require(parsed.credentials)
    var dumped = ""
    dump(parsed, to: &dumped)
    dump(credentials, to: &dumped)
    let mirrored = Mirror(reflecting: credentials).children.map { "\($0.value)" }.joined()
    for text in [
      "\(credentials)", "\(parsed)", String(reflecting: credentials), String(reflecting: parsed),
      dumped, mirrored,
    ] {
      #expect(!text.contains("secret"))
    }
  }
}
