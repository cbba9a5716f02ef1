import Bytes
import Testing

@Suite struct DataAddressTests {
  private func read(_ text: String, limit: Int = 10_000) -> (type: String, content: String)? {
    let bytes = Array(text.utf8)
    guard let address = DataAddress(bytes.span, limit: limit) else { return nil }
    return (address.mediaType, String(decoding: address.content, as: UTF8.self))
  }

  @Test(arguments: [
    ("data:,", "text/plain", ""), ("data:,a%20b%zz%4", "text/plain", "a b%zz%4"),
    ("data:image/png;base64,YQ==", "image/png", "a"),
    ("data:image/PNG;base64,YWI", "image/png", "ab"),
    ("DATA:image/gif;charset=x;BASE64,YWJj", "image/gif", "abc"),
    (" data: image/svg+xml ;utf8,<svg/>#x", "image/svg+xml", "<svg/>"),
    ("data:image/png; base64 ,Y W\nJ%6A", "image/png", "abc"),
    ("data:image/png,base64", "image/png", "base64"),
    ("data:;base64,YQ", "text/plain", "a"), ("data:image/png;base64,%59Q%3D%3D", "image/png", "a"),
    ("data:base64,YQ", "base64", "YQ"), ("data:image/svg+xml,a\nb", "image/svg+xml", "ab"),
  ])
  func `an address gives its type and content`(_ text: String, _ type: String, _ content: String)
    throws
  {
    let found = try #require(read(text))
    #expect(found.type == type)
    #expect(found.content == content)
  }

  @Test(arguments: [
    "", "data:", "data:image/png", "http://h/,", "data:image/png;base64,Y", "data:x;base64,YQ=",
    "data:x;base64,=", "data:x;base64,Y=Q=", "data:x;base64,YQ===", "data:x;base64,Y_Q",
    "data:" + String(repeating: "x", count: 300) + ",",
  ])
  func `an invalid address is rejected`(_ text: String) {
    #expect(read(text) == nil)
  }

  @Test func `an address longer than the limit is rejected`() {
    #expect(read("data:,12345", limit: 11)?.content == "12345")
    #expect(read("data:,123456", limit: 11) == nil)
  }

  @Test func `all bytes are decoded from base64`() {
    let bytes: [UInt8] = (0..<255).map { UInt8($0) }
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let value = bytes[start..<start + 3].reduce(0) { $0 << 8 | Int($1) }
      for shift in [18, 12, 6, 0] { text.append(letters[value >> shift & 63]) }
    }
    #expect([UInt8](forgivingBase64: text.span) == bytes)
  }
}
