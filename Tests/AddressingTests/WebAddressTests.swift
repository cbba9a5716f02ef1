import Testing

@testable import Addressing

@Suite struct `a web address` {
  @Test func `gives its parts`() throws {
    let address = try WebAddress("HTTPS://user:pw@Example.org:8443/a/b.png?x=1&y#top")
    #expect(address.text == "https://example.org:8443/a/b.png?x=1&y")
    #expect(address.scheme == .https)
    #expect(address.host == "example.org")
    #expect(address.port == 8443)
    #expect(address.explicitPort == 8443)
    #expect(address.path == "/a/b.png")
    #expect(address.query == "x=1&y")
    #expect(address.pathAndQuery == "/a/b.png?x=1&y")
    #expect(address.origin == Origin(scheme: .https, host: "example.org", port: 8443))
    #expect(address.origin.description == "https://example.org:8443")
    #expect("\(address)" == address.text)
  }

  @Test func `without a port has the default of its scheme`() throws {
    let address = try WebAddress("http://example.org:80?")
    #expect(address.text == "http://example.org/?")
    #expect(address.port == 80)
    #expect(address.explicitPort == nil)
    #expect(address.path == "/")
    #expect(address.query == "")
    #expect(address.origin.description == "http://example.org")
    #expect(try WebAddress("http://example.org:0").explicitPort == 0)
    #expect(try WebAddress("http://example.org").query == nil)
  }

  @Test func `is equal to another one by its text`() throws {
    let one = try WebAddress("http://EXAMPLE.org/a/../b#c")
    let other = try WebAddress("b", relativeTo: WebAddress("http://example.org/x"))
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(one.fingerprint == other.fingerprint)
    #expect(try one != WebAddress("https://example.org/b"))
  }

  @Test(arguments: [
    ("https://img.example.co.uk/x", "example.co.uk"), ("http://me.github.io/", "me.github.io"),
    ("http://WWW.BÜCHER.example./", "xn--bcher-kva.example"),
  ])
  func `has a registrable domain`(_ text: String, _ domain: String) throws {
    #expect(try WebAddress(text).registrableDomain == domain)
  }

  @Test(arguments: ["http://1.2.3.4/", "http://[::1]/", "http://localhost/", "http://co.uk/"])
  func `of an IP address or a public suffix has no registrable domain`(_ text: String) throws {
    #expect(try WebAddress(text).registrableDomain == nil)
  }

  @Test func `takes little memory`() {
    #expect(MemoryLayout<WebAddress>.size <= 28)
  }
}

@Suite struct `the limit of an address` {
  static let longest = "http://h/" + String(repeating: "a", count: WebAddress.lengthLimit - 9)

  @Test func `is inclusive`() throws {
    #expect(try WebAddress(Self.longest).text == Self.longest)
    #expect(code { try WebAddress(Self.longest + "a") } == .tooLong)
  }

  @Test func `applies to the input after encoding`() {
    let text = "http://h/" + String(repeating: " b", count: 25_000)
    #expect(code { try WebAddress(text) } == .tooLong)
  }

  @Test func `applies to the fast path`() throws {
    let base = try WebAddress(Self.longest.replacing("a", with: "/", maxReplacements: 5))
    #expect(code { try WebAddress(base.text.dropFirst(9), relativeTo: AddressBase(base)) } == nil)
    #expect(code { try WebAddress("?q", relativeTo: base) } == .tooLong)
    #expect(code { try WebAddress("b?q" + base.path, relativeTo: base) } == .tooLong)
  }

  @Test func `does not hide the scheme of a long data address`() {
    let text = "data:image/png;base64," + String(repeating: "A", count: 100_000)
    #expect(code { try WebAddress(text) } == .unsupportedScheme("data"))
  }
}

/// Returns the code of the error that parsing throws.
func code(_ read: () throws -> WebAddress) -> AddressError.Code? {
  do {
    _ = try read()
    return nil
  } catch {
    return (error as? AddressError)?.code
  }
}

@Suite struct `a fingerprint` {
  @Test(arguments: [
    (0, 0xABAC_0158_050F_C4DC as UInt64), (1, 0xC9F4_9BF3_7D57_CA93), (7, 0xD392_7D98_9BB1_1140),
    (8, 0x3690_9511_8D29_9A8E), (15, 0xD320_D86D_2A51_9956), (63, 0x9D19_9062_B7BB_B3A8),
  ])
  func `is SipHash-1-3`(_ count: Int, _ value: UInt64) {
    let key = Fingerprint.Key(first: 0x0706_0504_0302_0100, second: 0x0F0E_0D0C_0B0A_0908)
    let bytes = (0..<count).map { UInt8($0) }
    #expect(Fingerprint(bytes.span, key: key).value == value)
  }

  @Test func `depends on the key`() {
    let key = Fingerprint.Key(first: 1, second: 2)
    #expect(Fingerprint("http://h/", key: key) != Fingerprint("http://h/"))
  }

  @Test func `stays the same from version to version`() {
    #expect(Fingerprint("http://example.org/").value == 0xD57A_A72C_100E_91A3)
  }
}
