import Bytes
import Foundation
import TestSupport
import Testing

struct GunzipTests {
  private func packed(_ text: String) throws -> [UInt8] {
    try packed(Data(text.utf8))
  }

  /// Compresses with the gzip program.
  private func packed(_ bytes: Data) throws -> [UInt8] {
    let outcome = try Shell.run("gzip", ["-c"], input: bytes)
    return Array(outcome.standardOutput)
  }

  private func unpacked(
    _ bytes: [UInt8], limit: Int = 1 << 20
  ) -> (output: [UInt8], error: GunzipError.Code?) {
    var output: [UInt8] = []
    do throws(GunzipError) {
      try Gunzip.unpack(bytes.span, limit: limit, into: &output)
      return (output, nil)
    } catch {
      return (output, error.code)
    }
  }

  @Test(arguments: ["", "x", "<urlset/>"])
  func `gzip data is decompressed`(text: String) throws {
    let (output, error) = unpacked(try packed(text))
    #expect(error == nil)
    #expect(output == Array(text.utf8))
  }

  @Test func `consecutive members are one content and trailing bytes are ignored`() throws {
    let (output, error) = unpacked(try packed("one ") + packed("two") + [0, 0, 7])
    #expect(error == nil)
    #expect(output == Array("one two".utf8))
  }

  @Test func `content up to the limit is accepted and one byte more is an error`() throws {
    let bytes = try packed(Data(repeating: 120, count: 200_000))
    #expect(unpacked(bytes, limit: 200_000).error == nil)
    let (output, error) = unpacked(bytes, limit: 199_999)
    #expect(error == .tooLarge)
    #expect(output.count == 199_999)
  }

  @Test func `decompression of a zip bomb stops at the limit`() throws {
    let bomb = try packed(Data(count: 100_000_000))
    #expect(bomb.count < 200_000)
    let (output, error) = unpacked(bomb + bomb, limit: 1_000_000)
    #expect(error == .tooLarge)
    #expect(output.count == 1_000_000)
  }

  @Test func `truncated data gives its beginning`() throws {
    let text = (0..<10_000).map { "\($0 &* 7_919)" }.joined(separator: " ")
    let bytes = try packed(text)
    let (output, error) = unpacked(Array(bytes.prefix(bytes.count / 2)))
    #expect(error == .truncated)
    #expect(output.count > 1000)
    #expect(Array(text.utf8).starts(with: output))
    #expect(unpacked(Array(bytes.dropLast())).error == .truncated)
    #expect(unpacked(Array(bytes.prefix(5))).error == .truncated)
  }

  @Test func `damaged data is an error`() throws {
    var bytes = try packed(String(repeating: "abc", count: 100))
    bytes[bytes.count - 6] ^= 1
    #expect(unpacked(bytes).error == .damaged)
    #expect(unpacked([0x1F, 0x8B, 8, 0xFF] + [UInt8](repeating: 0xEE, count: 99)).error != nil)
  }

  @Test(arguments: [[], [0x1F], [0x1F, 0x8B], Array("<urlset/>".utf8)])
  func `data that is not gzip is an error`(bytes: [UInt8]) {
    #expect(unpacked(bytes).error == .notPacked)
    let isPacked = Gunzip.isPacked(bytes.span)
    #expect(!isPacked)
  }
}
