import Testing

@testable import DomainNames

@Suite struct `domain names in ASCII` {
  @Test(arguments: [
    ("bücher.example", "xn--bcher-kva.example"),
    ("BÜCHER.Example", "xn--bcher-kva.example"),
    ("faß.de", "xn--fa-hia.de"),
    ("FAẞ.de", "xn--fa-hia.de"),
    ("日本語。jp", "xn--wgv71a119e.jp"),
    ("ﬁsh.example", "fish.example"),
    ("♥.net", "xn--g6h.net"),
    ("-ü-.example", "xn-----xka.example"),
    ("a..ü", "a..xn--tda"),
    ("u\u{308}.example", "xn--tda.example"),
    ("soft\u{AD}hyphen.example", "softhyphen.example"),
    ("xn--bcher-kva.ü", "xn--bcher-kva.xn--tda"),
    ("نامه\u{200C}ای.example", "xn--mgba3gch31f060k.example"),
    ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"),
    ("Ⴀ.example", "xn--rkj.example"),
    ("\u{1F9CB}\u{1FAE8}.example", "xn--4u9h0r.example"),
    ("㈀.example", "xn--()-dmk.example"),
    ("\u{1E030}.example", "xn--80a.example"),
    ("ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"),
    ("\u{AC38}\u{11C1}.example", "xn--059a.example"),
    ("ي.\u{10133}\u{17F83}", "xn--mhb.xn--uw7c534t"),
    ("א\u{C7C}ב", "xn--4dbc432c"),
  ])
  func `are written by the rules of UTS 46`(_ name: String, _ ascii: String) {
    #expect(DomainName.ascii(name) == ascii)
  }

  @Test(arguments: [
    "", "\u{AD}", "\u{301}a.example", "a\u{200D}b.ü", "\u{200C}ü", "ا\u{200C}a.ü",
    "يa", "ü.1ي", "0.ي", "a-.ي", "ي1٢", "ي♥", "ü.xn--a", "ü.xn--", "ü.xn---", "ü.xn--zca.xn--A-ü",
    "ü\u{FFFD}",
    "ü\u{E000}", "ü\u{378}", "xn--ü", "ü\u{2FFC}", "ü.xn--99999999999",
  ])
  func `that violate a rule are rejected`(_ name: String) {
    #expect(DomainName.ascii(name) == nil)
  }

  @Test func `in ASCII are only converted to lower case`() {
    #expect(DomainName.ascii("XN--A.-b-..Example_") == "xn--a.-b-..example_")
  }

  @Test func `may be as long as the limit and not longer`() {
    let long = String(repeating: "a", count: DomainName.lengthLimit - 1)
    #expect(DomainName.ascii("ü" + long) == "xn--" + long + "-" + (encodedDelta(long.count)))
    #expect(DomainName.ascii("üb" + long) == nil)
  }

  /// The text after the hyphen for one `ü` before this many letters.
  private func encodedDelta(_ letters: Int) -> String {
    let label = Array(("ü" + String(repeating: "a", count: letters)).unicodeScalars)
    let encoded = Punycode.encode(label) ?? ""
    return String(
      encoded[encoded.index(after: encoded.lastIndex(of: "-") ?? encoded.startIndex)...])
  }
}

@Suite struct `the mapping` {
  /// Whether the oldest libidn2 in use knows the scalar.
  private static func isOld(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.age.map { $0.major <= 13 } ?? false
  }

  @Test func `of plain letters is that of libidn2`() {
    var count = 0
    for value in 0x80...0x2FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value), Self.isOld(scalar),
        Mapping.isPlainlyValid(scalar), Mapping.revised(scalar) == nil
      else { continue }
      count += 1
      #expect(Mapping.asked(scalar) == [scalar], "U+\(String(value, radix: 16))")
    }
    #expect(count > 90_000)
  }

  @Test func `keeps valid scalars unchanged`() {
    for value in 0x80...0xFFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value), let image = Mapping.image(of: scalar) else {
        continue
      }
      let again = image.compactMap(Mapping.image).flatMap { $0 }
      #expect(again == image, "U+\(String(value, radix: 16))")
    }
  }
}

@Suite struct `the Punycode of a label` {
  // RFC 3492, section 7.1.
  @Test(arguments: [
    ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
    ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
    ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
    ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
    ("-> $1.00 <-", "-> $1.00 <--"),
  ])
  func `is encoded and decoded`(_ text: String, _ encoded: String) {
    let scalars = Array(text.unicodeScalars)
    #expect(Punycode.encode(scalars) == encoded)
    #expect(Punycode.decode(Array(encoded.unicodeScalars)) == scalars)
  }

  @Test(arguments: ["ab-ü", "-a", "a-!", "99999999", "ls8h="])
  func `rejects invalid text`(_ text: String) {
    #expect(Punycode.decode(Array(text.unicodeScalars)) == nil)
  }
}

@Suite struct `registrable domains` {
  @Test(arguments: [
    ("example.com", "example.com"),
    ("a.b.example.co.uk", "example.co.uk"),
    ("images.user.github.io", "user.github.io"),
    ("www.example.com.", "example.com"),
    ("www.xn--bcher-kva.example", "xn--bcher-kva.example"),
    ("shop.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
    ("a.www.ck", "www.ck"),
  ])
  func `are the public suffix and one label`(_ name: String, _ domain: String) {
    #expect(DomainName.registrableDomain(of: name) == domain)
  }

  @Test(arguments: ["com", "co.uk", "github.io", "localhost", "", ".", "com."])
  func `are absent for public suffixes and single labels`(_ name: String) {
    #expect(DomainName.registrableDomain(of: name) == nil)
  }
}
