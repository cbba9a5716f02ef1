import Bytes
import CrawlModel
import Scheduling
import Storing
import Threads

/// Compares images in a bucket with their records, several at a time; none is kept in memory.
struct RemoteCheck {
  /// The number of images that are read at a time.
  static let readers = 16

  private struct State {
    var next = 0
    var differences: [Int: FolderDifference.Kind] = [:]
    var failure: (any Error)?
  }

  private let bucket: Bucket?

  /// Makes a check.
  ///
  /// - Throws: the error that prevents using the bucket.
  init(_ files: StoredFiles) throws { bucket = try files.bucket }

  /// Returns the differences, by the numbers of the contents.
  ///
  /// - Throws: the error that prevents reading.
  func differences(
    of contents: [Journal.Content]
  ) throws -> [Int: FolderDifference.Kind] {
    let state = Monitor(State())
    let readers = try (0..<min(Self.readers, contents.count)).map { number in
      try WorkerThread(name: "reader \(number)") { [bucket] in
        while let content = Self.next(of: contents, state) {
          let result = Result { try Self.difference(of: content, in: bucket) }
          state.withLock { state in
            switch result {
            case .success(let difference): state.differences[content.number] = difference
            case .failure(let error): state.failure = state.failure ?? error
            }
          }
        }
      }
    }
    for reader in readers { reader.join() }
    return try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.differences
    }
  }

  private static func next(
    of contents: [Journal.Content], _ state: Monitor<State>
  ) -> Journal.Content? {
    state.withLock { state in
      guard state.failure == nil, state.next < contents.count else { return nil }
      state.next += 1
      return contents[state.next - 1]
    }
  }

  private static func difference(
    of content: Journal.Content, in bucket: Bucket?
  ) throws -> FolderDifference.Kind? {
    final class Sum {
      var digest = Digest()
      var count = 0
    }
    var sum = Sum()
    let isThere = try bucket?.get(content.file, bytes: content.bytes) {
      let new = Sum()
      sum = new
      return { part in
        new.digest.update(part)
        new.count += part.count
      }
    }
    guard isThere == true else { return .missing }
    return sum.count == content.bytes && sum.digest.finish().hex == content.sha256 ? nil : .changed
  }
}
