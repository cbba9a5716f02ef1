import Addressing
import TestSupport
import Testing

/// Addresses as stored in the files of a crawl.
struct KeptAddressTests {
  private static let references = [
    "http://a.test", "https://a.test:8080/b/c?d=e", "http://[::1]:81/x", "http://1.2.3.4/%20?",
    "https://xn--bcher-kva.example/a/;b,c", "http://a.test/?a=http://b.test/#f",
    "http://a.test:80/",
  ]

  @Test(arguments: references)
  func `a stored address equals the parsed one`(reference: String) throws {
    let read = try WebAddress(reference)
    let kept = try WebAddress(kept: read.text)
    #expect(kept == read)
    #expect(kept.host == read.host && kept.port == read.port)
    #expect(kept.path == read.path && kept.query == read.query)
    #expect(kept.origin == read.origin)
  }

  @Test func `random addresses are read as the parser reads them`() throws {
    var random = Generator(seed: 7)
    let pieces = ["a", "b.c", "-", ":", "81", "/", "//", "?", "=", "%41", "..", "[", "]", "@", "é"]
    var taken = 0
    for _ in 0..<20_000 {
      var text = Bool.random(using: &random) ? "http://" : "https://"
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      guard let read = try? WebAddress(text) else { continue }
      let kept = try WebAddress(kept: read.text)
      #expect(kept.host == read.host && kept.port == read.port && kept.path == read.path)
      #expect(kept.query == read.query)
      taken += 1
    }
    #expect(taken > 1_000)
  }

  @Test(arguments: ["", "http", "ftp://a.test/", "http://", "http://a.test:99999/"])
  func `text that is not an address is rejected`(text: String) {
    #expect(throws: AddressError.self) { try WebAddress(kept: text) }
  }
}
