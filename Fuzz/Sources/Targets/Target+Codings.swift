import Bytes
import Codings

extension Target {
  static let coding = Target(
    "coding", "content codings: in pieces they are undone as in one", longest: 8_192
  ) { ContentDecoding.fault(of: $0) }
}

/// A content whose first byte says how it is coded.
enum ContentDecoding {
  private static let limit = 1 << 20

  static func fault(of input: [UInt8]) -> String? {
    guard let first = input.first else { return nil }
    let all = ContentCoding.allCases
    var codings = [all[Int(first) % all.count]]
    if first & 0x40 != 0 { codings.append(all[Int(first >> 2) % all.count]) }
    let content = Array(input.dropFirst())
    let whole = Result(content, codings, pieces: content.count)
    if whole.content.count > limit { return "\(whole.content.count) bytes" }
    for size in [1, 13, 1_000] where content.count / size < 2_000 {
      let parts = Result(content, codings, pieces: size)
      guard parts == whole else { return "in pieces of \(size): \(parts)\nin one: \(whole)" }
    }
    var unpacked: [UInt8] = []
    try? Gunzip.unpack(content.span, limit: limit, into: &unpacked)
    return unpacked.count <= limit ? nil : "\(unpacked.count) bytes unpacked"
  }

  /// What becomes of the content.
  private struct Result: Equatable, CustomStringConvertible {
    var content: [UInt8] = []
    var error: DecodingError?
    var isWhole = false
    var isPlain = false

    init(_ input: [UInt8], _ codings: [ContentCoding], pieces size: Int) {
      do throws(DecodingError) {
        let decoder = try ContentDecoder(codings, limit: ContentDecoding.limit)
        var bytes: [UInt8] = []
        defer {
          content = bytes
          isWhole = decoder.isWhole
          isPlain = decoder.isPlain
        }
        var start = 0
        while start < input.count {
          let end = min(input.count, start + size)
          try decoder.write(input.span.extracting(start..<end)) { part in
            bytes += part.withUnsafeBufferPointer { Array($0) }
            return true
          }
          start = end
        }
      } catch {
        self.error = error
      }
    }

    /// What came before the damage may be given out later or not at all.
    static func == (one: Result, other: Result) -> Bool {
      one.error == other.error && one.isWhole == other.isWhole && one.isPlain == other.isPlain
        && (one.error != nil || one.content == other.content)
    }

    var description: String {
      "\(content.count) bytes, \(error.map { "\($0)" } ?? "no error"), whole: \(isWhole), "
        + "plain: \(isPlain)"
    }
  }
}
