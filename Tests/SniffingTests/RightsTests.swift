import CrawlModel
import Sniffing
import Testing

/// What image files say about the rights in them.
struct RightsTests {
  private typealias Make = HandmadeImages

  /// The statements of a file as `kind place value`; `nil` if it is not recognised.
  private func read(_ bytes: [UInt8]) -> [String]? {
    guard let facts = sniff(bytes) else { return nil }
    return ImageSniffer.complete(facts, of: bytes.span).rights?.statements.map {
      "\($0.kind.rawValue) \($0.place.rawValue) \($0.value)"
    }
  }

  private func packet(_ properties: String, attributes: String = "") -> [UInt8] {
    Array(
      """
      <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#"
        xmlns:r="http://ns.adobe.com/xap/1.0/rights/"
        xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" \(attributes)>\(properties)
      </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
      """.utf8)
  }

  private func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    [0xFF, marker] + Make.big(content.count + 2, 2) + content
  }

  private func jpeg(xmp: [UInt8]) -> [UInt8] {
    Make.jpeg(before: segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + xmp))
  }

  private func png(xmp: [UInt8], keyword: String = "XML:com.adobe.xmp\0\0\0\0\0") -> [UInt8] {
    Make.png(extra: Make.chunk("iTXt", Array(keyword.utf8) + xmp))
  }

  /// A directory of texts, as TIFF and EXIF have it.
  private func directory(_ texts: [(tag: Int, text: String)]) -> [UInt8] {
    var bytes: [UInt8] = Array("MM\0*".utf8) + Make.big(8, 4) + Make.big(texts.count, 2)
    var place = 8 + 2 + 12 * texts.count + 4
    for (tag, text) in texts {
      bytes += Make.big(tag, 2) + Make.big(2, 2) + Make.big(text.utf8.count, 4) + Make.big(place, 4)
      place += text.utf8.count
    }
    return bytes + [0, 0, 0, 0] + texts.flatMap { Array($0.text.utf8) }
  }

  private func record(_ sets: [(Int, [UInt8])]) -> [UInt8] {
    sets.flatMap { [0x1C, 2, UInt8($0.0)] + Make.big($0.1.count, 2) + $0.1 }
  }

  private func photoshop(_ record: [UInt8], claims size: Int? = nil) -> [UInt8] {
    segment(
      0xED,
      Array("Photoshop 3.0\0".utf8) + Array("8BIM".utf8) + [4, 5, 1, 0x41, 0, 0, 0, 0]
        + Array("8BIM".utf8) + [4, 4, 0, 0] + Make.big(size ?? record.count, 4) + record)
  }

  // MARK: XMP

  @Test func `properties are read as elements, attributes, resources and lists`() throws {
    let xmp = packet(
      """
      <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© A &amp; B</rdf:li>
        <rdf:li xml:lang="de">anders</rdf:li></rdf:Alt></dc:rights>
      <dc:creator><rdf:Seq><rdf:li>One</rdf:li><rdf:li>Two</rdf:li></rdf:Seq></dc:creator>
      <cc:license rdf:resource="https://cc.example/by/"/>
      <plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorURL>https://buy.example/
      </plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>
      <plus:DataMining>http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED</plus:DataMining>
      <other:rights xmlns:other="http://other.example/">not these</other:rights>
      """, attributes: "r:WebStatement='https://terms.example/' r:Marked='True' rights='none'")
    let expected = [
      "license xmp https://terms.example/", "marked xmp True", "copyright_notice xmp © A & B",
      "creator xmp One", "creator xmp Two", "license xmp https://cc.example/by/",
      "acquire_license_page xmp https://buy.example/",
      "data_mining xmp http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
    ]
    #expect(Set(try #require(read(jpeg(xmp: xmp)))) == Set(expected))
    let files: [[UInt8]] = [
      png(xmp: xmp), Make.avif() + Make.box("uuid", Self.xmpType + xmp),
      Make.webp("VP8X", [4, 0, 0, 0, 0x2B, 1, 0, 0xC7, 0, 0]) + Array("XMP ".utf8)
        + Make.little(xmp.count, 4) + xmp,
    ]
    for file in files { #expect(read(file) == read(jpeg(xmp: xmp))) }
  }

  private static let xmpType: [UInt8] = [
    0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
  ]

  @Test func `what is said about the images that it was made of does not count`() {
    let xmp = packet(
      """
      <m:Pantry xmlns:m="http://ns.adobe.com/xap/1.0/mm/"><rdf:Bag><rdf:li
        rdf:parseType="Resource"><dc:rights>theirs</dc:rights></rdf:li></rdf:Bag></m:Pantry>
      <dc:rights>ours</dc:rights>
      """)
    #expect(read(jpeg(xmp: xmp)) == ["copyright_notice xmp ours"])
  }

  @Test func `entities are not expanded`() throws {
    let bomb =
      """
      <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY f SYSTEM "file:///etc/passwd">]>
      """
    let xmp = Array(bomb.utf8) + packet("<dc:rights>x&b;y&f;z</dc:rights>")
    let found = try #require(read(jpeg(xmp: xmp)))
    #expect(found.count == 1 && found[0].hasPrefix("copyright_notice xmp x"))
    #expect(!found[0].contains("aaaa") && !found[0].contains("root"))
  }

  @Test func `a packet nested ten thousand deep or longer than the limit ends`() throws {
    let deep = packet(
      String(repeating: "<rdf:li>", count: 10_000) + "<dc:rights>deep</dc:rights>"
        + String(repeating: "</rdf:li>", count: 10_000) + "<dc:creator>C</dc:creator>")
    #expect(read(png(xmp: deep))?.contains("creator xmp C") == true)
    let long = packet(
      "<dc:rights>first</dc:rights>" + String(repeating: "<dc:x>0123456789</dc:x>", count: 200_000)
        + "<dc:creator>behind the limit</dc:creator>")
    #expect(read(png(xmp: long)) == ["copyright_notice xmp first"])
    let wide = packet(
      String(repeating: "<dc:creator>name</dc:creator>", count: 10)
        + (0..<100).map { "<dc:creator>\($0)</dc:creator>" }.joined()
        + "<dc:rights>\(String(repeating: "é", count: 9_000))</dc:rights>")
    let found = try #require(read(png(xmp: wide)))
    #expect(found.count == ImageRights.most && found[0] == "creator xmp name")
  }

  @Test func `a value is one line of bounded length`() throws {
    let value = String(repeating: "é", count: 5_000)
    let xmp = packet("<dc:rights>a\n\tb\u{85}\(value)</dc:rights>")
    let found = try #require(read(png(xmp: xmp))?.first?.dropFirst("copyright_notice xmp ".count))
    #expect(found.hasPrefix("a b éé"))
    #expect(found.unicodeScalars.count <= RightsStatement.longestValue)
    #expect(!found.contains("\u{FFFD}"))
  }

  @Test(arguments: [
    "XML:com.adobe.xmp\0\u{1}\0\0\0", "XML:com.adobe.xmp", "XML:com.adobe.xmp\0",
    "Comment\0\0\0\0\0",
  ])
  func `a text chunk of another kind, compressed or cut is left alone`(keyword: String) {
    let isCut = !keyword.hasSuffix("\0\0")
    #expect(read(png(xmp: isCut ? [] : packet("<dc:rights>x</dc:rights>"), keyword: keyword)) == [])
  }

  // MARK: IPTC and EXIF

  @Test func `IPTC is read in UTF-8 and in windows-1252`() {
    let latin: [UInt8] = [0x43, 0x72, 0xE9, 0x64, 0x69, 0x74]
    let iptc = record([
      (5, [0x41]), (80, Array("Zoë".utf8)), (110, latin), (116, Array("© N".utf8)),
    ])
    #expect(
      read(Make.jpeg(before: photoshop(iptc))) == [
        "creator iptc Zoë", "credit_text iptc Crédit", "copyright_notice iptc © N",
      ])
  }

  @Test func `lengths of IPTC that lie end the record and nothing else`() {
    let good = record([(80, Array("Good".utf8))])
    let exif = segment(0xE1, Array("Exif\0\0".utf8) + directory([(0x8298, "Mine\0")]))
    let lies: [[UInt8]] = [
      good + [0x1C, 2, 116, 0x7F, 0xFF, 0x41], good + [0x1C, 2, 116],
      good + [0x1C, 2, 116, 0x80, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0x41],
      good + [0x1C, 2, 116, 0xFF, 0xFF], good + [0x1C, 2, 116, 0x80, 4, 0xFF],
    ]
    for lie in lies {
      #expect(
        read(Make.jpeg(before: photoshop(lie) + exif)) == [
          "copyright_notice exif Mine", "creator iptc Good",
        ])
    }
    // The size of the whole record.
    #expect(read(Make.jpeg(before: photoshop(good, claims: 1 << 31))) == ["creator iptc Good"])
  }

  @Test func `EXIF has the photographer and the editor, and TIFF the same fields`() {
    let fields = directory([(0x013B, "Somebody\0"), (0x8298, "Photographer \0Editor\0")])
    let expected = [
      "creator exif Somebody", "copyright_notice exif Photographer", "copyright_notice exif Editor",
    ]
    #expect(
      read(Make.jpeg(before: segment(0xE1, Array("Exif\0\0".utf8) + fields))) == expected)
    #expect(read(Make.png(extra: Make.chunk("eXIf", fields))) == expected)
  }

  @Test(arguments: [0xFFFF_FFFF, 0x8000_0000, 1 << 20])
  func `fields of EXIF that point outside are left out`(lie: Int) {
    for place in [4, 8] {
      // The size, and the offset, of the first field.
      var fields = directory([(0x013B, "Somebody\0"), (0x8298, "Mine\0\0\0\0\0\0\0")])
      fields.replaceSubrange(10 + place..<10 + place + 4, with: Make.big(lie, 4))
      #expect(
        read(Make.png(extra: Make.chunk("eXIf", fields))) == ["copyright_notice exif Mine"])
    }
  }

  // MARK: C2PA

  private func superbox(_ label: String, _ type: String, _ content: [UInt8]) -> [UInt8] {
    Make.box(
      "jumb",
      Make.box(
        "jumd", Array(type.utf8) + [UInt8](repeating: 0, count: 12) + [3] + Array("\(label)\0".utf8)
      )
        + content)
  }

  /// A map of one text to a value.
  private func map(_ pairs: [(String, [UInt8])]) -> [UInt8] {
    [0xA0 | UInt8(pairs.count)] + pairs.flatMap { text($0.0) + $0.1 }
  }

  private func text(_ text: String) -> [UInt8] {
    [0x78, UInt8(text.utf8.count)] + Array(text.utf8)
  }

  private func manifests(_ label: String, _ entries: [(String, String)]) -> [UInt8] {
    let uses = entries.map { ($0.0, map([("use", text($0.1))])) }
    let assertion = superbox(label, "cbor", Make.box("cbor", map([("entries", map(uses))])))
    return superbox(
      "c2pa", "c2pa", superbox("urn:uuid:1", "c2ma", superbox("x", "c2as", assertion)))
  }

  @Test func `a C2PA manifest is noticed, with what it says about training`() throws {
    let store = manifests(
      "cawg.training-mining", [("cawg.ai_training", "notAllowed"), ("cawg.data_mining", "allowed")])
    let expected = [
      "content_credentials c2pa ", "data_mining c2pa cawg.ai_training notAllowed",
      "data_mining c2pa cawg.data_mining allowed",
    ]
    #expect(read(Make.png(extra: Make.chunk("caBX", store))) == expected)
    func piece(_ number: Int, _ bytes: ArraySlice<UInt8>) -> [UInt8] {
      let head = number == 1 ? [] : store[..<8]
      return segment(0xEB, Array("JP".utf8) + [0, 1] + Make.big(number, 4) + head + bytes)
    }
    #expect(read(Make.jpeg(before: piece(1, store[...]))) == expected)
    #expect(
      read(Make.jpeg(before: piece(1, store[..<60]) + piece(2, store[60...]))) == expected)
    let facts = try #require(sniff(Make.png(extra: Make.chunk("caBX", store))))
    let png = Make.png(extra: Make.chunk("caBX", store))
    #expect(ImageSniffer.complete(facts, of: png.span).rights?.forbidsMining == true)
  }

  @Test func `a manifest that is damaged anywhere is noticed all the same`() {
    let store = manifests("c2pa.training-mining", [("c2pa.ai_training", "notAllowed")])
    for place in 0..<store.count {
      for value: UInt8 in [0, 0xFF, 0x1F, store[place] ^ 0x80] {
        var damaged = store
        damaged[place] = value
        let found = read(Make.png(extra: Make.chunk("caBX", damaged)))
        #expect(found?.first == "content_credentials c2pa ")
      }
    }
  }

  @Test(arguments: [
    ("DMI-UNSPECIFIED", false), ("DMI-ALLOWED", false), ("DMI-PROHIBITED", true),
    ("DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING", true), ("DMI-PROHIBITED-SEECONSTRAINT", true),
  ])
  func `the words of PLUS say whether mining is forbidden`(word: String, isForbidden: Bool) {
    let address = "http://ns.useplus.org/ldf/vocab/" + word
    #expect(RightsStatement(.dataMining, in: .xmp, address).forbidsMining == isForbidden)
  }
}
