import Foundation
import Glibc
import Threads

/// A folder of files served by a test site, cached in memory while the files are unchanged.
final class StaticFolder: Sendable {
  struct File: Sendable {
    let bytes: [UInt8]
    /// A strong entity tag, derived from the content.
    let etag: String
    /// The time of the last change as an HTTP date.
    let lastModified: String
    fileprivate let stamp: Stamp
  }

  enum Finding {
    case file(File, name: String)
    /// A folder requested without the slash at its end.
    case folder
    case nothing
  }

  fileprivate struct Stamp: Equatable {
    let size: Int, seconds: Int, nanoseconds: Int
  }

  private let root: String
  private let cache = Monitor<[String: File]>([:])

  init(_ root: String) { self.root = root }

  /// Returns the file for a path that begins with a slash, percent-encoded as in a request.
  func find(requestPath: String) -> Finding {
    guard let path = requestPath.removingPercentEncoding, !path.utf8.contains(0) else {
      return .nothing
    }
    return find(path: path)
  }

  /// Returns the file for a path in the folder; a path that ends with a slash means its
  /// `index.html`.
  func find(path: String) -> Finding {
    let parts = path.split(separator: "/")
    guard !parts.contains("..") else { return .nothing }
    var name = parts.joined(separator: "/")
    if path.hasSuffix("/") || name.isEmpty { name += name.isEmpty ? "index.html" : "/index.html" }
    var status = stat()
    guard stat(root + "/" + name, &status) == 0 else { return .nothing }
    guard status.st_mode & S_IFMT != S_IFDIR else { return .folder }
    let stamp = Stamp(
      size: Int(status.st_size), seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec)
    if let known = cache.withLock({ $0[name] }), known.stamp == stamp {
      return .file(known, name: name)
    }
    guard let data = FileManager.default.contents(atPath: root + "/" + name) else {
      return .nothing
    }
    let bytes = [UInt8](data)
    let file = File(
      bytes: bytes, etag: Self.etag(of: bytes), lastModified: Self.httpDate(stamp.seconds),
      stamp: stamp)
    cache.withLock { $0[name] = file }
    return .file(file, name: name)
  }

  /// FNV-1a over the bytes, in quotes.
  private static func etag(of bytes: [UInt8]) -> String {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return "\"" + String(hash, radix: 16) + "\""
  }

  private static func httpDate(_ seconds: Int) -> String {
    var moment = time_t(seconds)
    var parts = tm()
    gmtime_r(&moment, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let length = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
