import Testing

@testable import Addressing

@Suite struct `hostile input` {
  @Test(arguments: [
    "/..", "/.", "/a/../..", "@", ":", "%2e%2e/", "\\", "?", "#", "[", "0x", "1.", "xn--", "é.",
    "%", "\t", "http:", "a%zz", "\u{200D}", "\u{FFFD}", "ß", "\u{10FFFF}",
  ])
  func `of maximum length is accepted or rejected`(_ piece: String) throws {
    let count = (WebAddress.lengthLimit - 10) / piece.utf8.count
    let mass = String(repeating: piece, count: count)
    let base = try WebAddress("http://h/a/b?c")
    for text in ["http://" + mass, "http://h/" + mass, "http://h/?" + mass, mass] {
      guard let address = try? WebAddress(text, relativeTo: base) else { continue }
      #expect(address.text.utf8.count <= WebAddress.lengthLimit)
      #expect(try WebAddress(address.text) == address)
    }
  }

  @Test func `names with other letters are converted once, up to a limit for a document`() throws {
    let names = InternationalNames(atMost: 20_000)
    let base = AddressBase(try WebAddress("http://h/"))
    func read(_ text: String) throws -> String {
      try WebAddress(text[...], relativeTo: base, names: names).text
    }
    for number in 0..<100 { #expect(try read("//bücher.de/\(number)").hasSuffix("/\(number)")) }
    #expect(try read("//www.ä.de/ü") == "http://www.xn--4ca.de/%C3%BC")
    #expect(names.convertedBytes == "bücher.dewww.ä.de".utf8.count && !names.isCut)
    // Invalid ones count too.
    let label = String(repeating: "ä", count: 1_000)
    for number in 0..<20 { _ = try? read("//xn--\(number)ü.\(label)/") }
    #expect(names.isCut && names.convertedBytes <= 20_000 && names.convertedBytes > 17_000)
    #expect(throws: AddressError.self) { try read("//\(label)\(label).de/") }
    #expect(try read("//a.de/") == "http://a.de/")
  }

  @Test func `at random gives a canonical address or an error`() throws {
    var random = SplitMix(state: 7)
    let base = try WebAddress("http://h/a/b?c")
    let pieces =
      `the fast path for plain references`.pieces + [
        "1", "256", "0x7f", "::", "[::1]", "xn--", "xn--bcher-kva", "ü", "。", "\u{AD}", ".com",
        ":80",
        ":443", "u:p@", "http://", "https://", "HTTP:\\\\", "\u{200C}", "ا", "٢",
      ]
    var read = 0
    for _ in 0..<30_000 {
      let count = Int.random(in: 1...8, using: &random)
      let input = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard let address = try? WebAddress(input, relativeTo: base) else { continue }
      read += 1
      let again = try WebAddress(address.text)
      #expect(again.text == address.text, "\(input.debugDescription)")
      #expect(again.layout == address.layout, "\(input.debugDescription)")
      #expect(address.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
      #expect(address.origin.description + address.pathAndQuery == address.text)
    }
    #expect(read > 10_000)
  }
}
