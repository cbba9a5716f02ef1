import Codings
import TestSupport
import Testing

/// A file of `fixtures/codings`, and the codings it has.
struct Coded: Sendable, CustomTestStringConvertible {
  let file: String
  let codings: [ContentCoding]

  init(_ file: String, _ codings: ContentCoding...) {
    self.file = file
    self.codings = codings
  }

  static let all = [
    Coded("text.gz", .gzip), Coded("text-in-three.gz", .gzip), Coded("text.zlib", .deflate),
    Coded("text.deflate", .deflate), Coded("text.br", .brotli), Coded("text.zst", .zstd),
    Coded("text-in-two.zst", .zstd), Coded("text.zlib.gz", .deflate, .gzip),
    Coded("text.br.gz", .brotli, .gzip),
    // What servers announce twice and apply once, or apply in another form.
    Coded("text.gz", .gzip, .gzip), Coded("text.gz", .deflate), Coded("text.zlib", .gzip),
  ]

  var testDescription: String { "\(file) as \(codings)" }

  func bytes() throws -> [UInt8] { [UInt8](try Fixture.data("codings/" + file)) }

  static func text() throws -> [UInt8] { [UInt8](try Fixture.data("codings/text.html")) }
}

/// What comes of a content that arrives in parts of one size.
struct Decoded {
  var bytes: [UInt8] = []
  var error: DecodingError.Code?
  var decoder: ContentDecoder

  init(
    _ content: [UInt8], _ codings: [ContentCoding], inPartsOf size: Int = .max,
    limit: Int = 1_000_000
  ) throws {
    decoder = try ContentDecoder(codings, limit: limit)
    var all: [UInt8] = []
    var rest = content[...]
    do throws(DecodingError) {
      while !rest.isEmpty {
        let part = Array(rest.prefix(size))
        rest = rest.dropFirst(size)
        try decoder.write(part.span) { bytes in
          for index in bytes.indices { all.append(bytes[index]) }
          return true
        }
      }
    } catch {
      self.error = error.code
    }
    bytes = all
  }
}
