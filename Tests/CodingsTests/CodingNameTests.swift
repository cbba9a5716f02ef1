import Codings
import Testing

/// The words in Content-Encoding.
struct CodingNameTests {
  @Test(
    arguments: [
      (["gzip"], [ContentCoding.gzip]), (["GZip"], [.gzip]), (["x-gzip"], [.gzip]),
      (["deflate"], [.deflate]), (["br"], [.brotli]), (["zstd"], [.zstd]),
      (["deflate, gzip"], [.deflate, .gzip]), (["deflate", "gzip"], [.deflate, .gzip]),
      (["gzip,aws-chunked"], [.gzip]), (["utf-8, br ,"], [.brotli]), (["gzip;q=1"], [.gzip]),
      ([""], []), ([","], []), (["identity"], []), (["UTF-8"], []), (["binary"], []),
      (["webp"], []), (["none", "ISO-8859-1"], []), (["compress"], []), (["gzipped"], []),
    ] as [([String], [ContentCoding])])
  func `names are codings, other words are ignored`(values: [String], codings: [ContentCoding]) {
    #expect(ContentCoding.list(values) == codings)
  }
}
