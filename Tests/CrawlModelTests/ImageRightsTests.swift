import CrawlModel
import Testing

/// The statements about the rights in an image, each of which counts once.
struct ImageRightsTests {
  @Test func `the same statement counts once, and one in other bytes is another`() {
    var rights = ImageRights()
    // Equal as strings.
    let values = ["a\u{323}\u{307}", "a\u{307}\u{323}", "a"]
    for value in values + values { rights.add(RightsStatement(.creator, in: .xmp, value)) }
    rights.add(RightsStatement(.creator, in: .iptc, "a"))
    rights.add(RightsStatement(.owner, in: .iptc, "a"))
    #expect(
      rights.statements.map { Array($0.value.utf8) }
        == (values + ["a", "a"]).map { Array($0.utf8) })
  }

  @Test func `there is a limit, and an empty value says nothing`() {
    var rights = ImageRights()
    rights.add(RightsStatement(.creator, in: .xmp, " "))
    #expect(rights.isEmpty)
    for number in 0...ImageRights.most {
      rights.add(RightsStatement(.creator, in: .xmp, "\(number)"))
    }
    #expect(rights.isFull && rights.statements.count == ImageRights.most)
  }
}
