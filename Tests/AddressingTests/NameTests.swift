import Addressing
import Testing

/// Names for content without an address.
struct NameTests {
  /// The example of RFC 6920 §8.1: the SHA-256 of "Hello World!".
  @Test func `a name is that of RFC 6920`() throws {
    let hex = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
    var digest: [UInt8] = []
    for index in stride(from: 0, to: 64, by: 2) {
      let start = hex.index(hex.startIndex, offsetBy: index)
      digest.append(try #require(UInt8(hex[start...].prefix(2), radix: 16)))
    }
    let name = WebAddress(naming: digest)
    #expect(name.text == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk")
    #expect(name.isName && name.host.isEmpty && name.query == nil)
    #expect(name.path == "/sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk")
    #expect(WebAddress(reading: name.text) == name)
  }

  @Test(arguments: [
    "", "ni:///sha-256;", "ni:///sha-256;f4OxZX", "http://a.test/",
    "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx/j1ncoSt3SABJtkGk",
  ])
  func `nothing else is read as a name`(text: String) {
    #expect(WebAddress(reading: text) == nil)
  }
}
