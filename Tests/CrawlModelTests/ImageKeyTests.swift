import Addressing
import Bytes
import CrawlModel
import Testing

struct ImageKeyTests {
  /// The example of RFC 6920 §8.1: the SHA-256 of "Hello World!".
  private static let name = "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"

  @Test func `the text of a digest is the name of RFC 6920`() throws {
    let digest = SHA256Digest(of: Array("Hello World!".utf8).span)
    #expect(ImageKey.digest(digest).text == Self.name)
    #expect(ImageKey.digest(digest).address == nil)
  }

  @Test func `a name is read as its digest`() {
    for number in 0..<200 {
      let key = ImageKey.digest(SHA256Digest(of: Array("\(number)".utf8).span))
      #expect(ImageKey(name: key.text) == key)
    }
  }

  @Test(arguments: [
    "", "n", "ni:///sha-256;", "ni:///sha-256;f4OxZX", "http://a.test/",
    "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx/j1ncoSt3SABJtkGk",
    "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGl",
    "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGkA",
    "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGkü",
  ])
  func `nothing else is read as a name`(text: String) {
    #expect(ImageKey(name: text) == nil)
  }

  @Test func `the fingerprint of a key is that of its text`() throws {
    let address = ImageKey.address(try WebAddress("http://a.test/i.png"))
    let digest = ImageKey.digest(SHA256Digest(of: [1, 2].span))
    for key in [address, digest] { #expect(key.fingerprint == Fingerprint(key.text)) }
    #expect(address.text == "http://a.test/i.png" && address.address != nil)
  }
}
