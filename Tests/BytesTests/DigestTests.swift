import Bytes
import Testing

struct DigestTests {
  // FIPS 180-4 examples, and the count around one and two blocks of 64 bytes.
  static let known: [(String, String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test(arguments: known)
  func `the digest of a known text is the published one`(text: String, hex: String) {
    #expect(SHA256Digest(of: Array(text.utf8).span).hex == hex)
  }

  @Test(arguments: [1, 3, 63, 64, 65, 1000])
  func `bytes added in pieces give the digest of the whole`(size: Int) {
    let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var digest = Digest()
    var start = 0
    while start < bytes.count {
      digest.update(bytes.span.extracting(start..<min(start + size, bytes.count)))
      start += size
    }
    #expect(digest.finish() == SHA256Digest(of: bytes.span))
  }

  @Test func `a digest can be used again after finish and reset`() {
    var digest = Digest()
    digest.update([1, 2].span)
    _ = digest.finish()
    digest.update([3].span)
    digest.reset()
    digest.update([4].span)
    #expect(digest.finish() == SHA256Digest(of: [4].span))
    #expect(digest.finish() == SHA256Digest(of: [UInt8]().span))
  }

  @Test func `a digest is parsed from its hexadecimal digits and bytes`() {
    let digest = SHA256Digest(of: [1, 2, 3].span)
    #expect(SHA256Digest(hex: digest.hex) == digest)
    #expect(SHA256Digest(hex: digest.hex.uppercased()) == digest)
    #expect(SHA256Digest(bytes: digest.bytes.span) == digest)
    #expect(SHA256Digest(of: [1, 2].span) != digest)
  }

  @Test(arguments: ["", "0", "zz", "12345", String(repeating: "g", count: 64)])
  func `text that is not a digest is rejected`(text: String) {
    #expect(SHA256Digest(hex: text) == nil)
  }

  @Test func `hexadecimal digits are parsed as bytes`() {
    #expect(String(hex: [0, 9, 10, 0xFF].span) == "00090aff")
    #expect([UInt8](hex: "00090AfF") == [0, 9, 10, 0xFF])
    #expect([UInt8](hex: "") == [])
    #expect([UInt8](hex: "0") == nil)
    #expect([UInt8](hex: "0é") == nil)
  }
}
