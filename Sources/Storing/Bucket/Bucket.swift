import Bytes
public import Files
public import S3
public import Threads

/// The connections to a bucket, shared by any number of threads, with attempts that are repeated while
/// the server is away or busy.
public final class Bucket: Sendable {
  /// The first and the longest pause between two attempts.
  static let pauses: (first: Duration, longest: Duration) = (.milliseconds(250), .seconds(20))
  /// How many attempts in a row fail before the user is told.
  static let quietFailures = 4

  /// Where it is.
  public let place: S3Place
  private let patience: Duration
  private let stop: StopSign
  private let report: @Sendable (String) -> Void
  /// The connections that no thread uses; the one that takes a connection has it alone.
  private let idle = Monitor<[S3Connection]>([])
  /// Whether the user was told that the server is away.
  private let isAway = Monitor(false)

  /// Makes a value without connecting.
  ///
  /// - Parameters:
  ///   - place: the bucket.
  ///   - patience: how long attempts are repeated while the server is away or busy.
  ///   - stop: ends requests that are under way, and pauses.
  ///   - report: receives a sentence when the server is away for longer, and when it is back.
  public init(
    _ place: S3Place, patience: Duration, stop: StopSign = StopSign(),
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.place = place
    self.patience = patience
    self.stop = stop
    self.report = report
  }

  /// Runs a closure with a connection; repeats it after failures that may pass, with growing pauses.
  ///
  /// - Throws: the last error.
  public func attempt<Result>(
    _ body: (S3Connection) throws(S3Error) -> Result
  ) throws(S3Error) -> Result {
    let end = MonotonicTime.now + patience
    var failures = 0
    while true {
      do throws(S3Error) {
        let result = try use(body)
        noteAnswer()
        return result
      } catch {
        failures += 1
        let pause = Self.pause(after: failures)
        guard error.mayPass, .now + pause < end else { throw error }
        if failures == Self.quietFailures { noteAway(error) }
        if stop.wait(until: .now + pause) { throw error }
      }
    }
  }

  private func use<Result>(
    _ body: (S3Connection) throws(S3Error) -> Result
  ) throws(S3Error) -> Result {
    let connection =
      idle.withLock { $0.popLast() }
      ?? S3Connection(place, isCancelled: { [stop] in stop.isOver })
    // After an error too: libcurl closes what is broken.
    defer { idle.withLock { $0.append(connection) } }
    return try body(connection)
  }

  private static func pause(after failures: Int) -> Duration {
    let pause = min(pauses.longest, pauses.first * (1 << min(failures - 1, 10)))
    // Threads that failed together do not come back together.
    return pause * Double.random(in: 0.5...1)
  }

  private func noteAway(_ error: S3Error) {
    let isFirst = isAway.withLock { isAway in
      defer { isAway = true }
      return !isAway
    }
    guard isFirst else { return }
    report(
      "\(error.message) The crawl waits for the store, at most \(patience.components.seconds) s.")
  }

  private func noteAnswer() {
    let wasAway = isAway.withLock { isAway in
      defer { isAway = false }
      return isAway
    }
    if wasAway { report("The store \(place.address) answers again.") }
  }

  // MARK: Checking

  /// What the object of ``check()`` has in it.
  private static let sample = Array("Magpie can write here.\n".utf8)

  /// Makes sure that objects can be written and read, with an object that is removed again.
  ///
  /// - Throws: the error that prevents it.
  public func check() throws(S3Error) {
    let content = S3Content(Self.sample)
    let digest = SHA256Digest(of: Self.sample.span)
    let name = "\(digest.hex.prefix(2))/\(digest.hex).txt"
    try attempt { connection throws(S3Error) in
      try connection.put(name, content, digest: digest, type: "text/plain")
    }
    let size = try attempt { connection throws(S3Error) in try connection.size(of: name) }
    guard size == Self.sample.count else {
      throw S3Error(
        .refused,
        "What was written to \(place.address) is not there when it is read. Check that it is a "
          + "store of the S3 protocol.")
    }
    // Credentials that may not remove anything are enough for a crawl.
    try? use { connection throws(S3Error) in try connection.remove(name) }
  }

  // MARK: Reading

  /// Passes on the bytes of an object, given by its address; returns `false` if there is none.
  ///
  /// - Parameters:
  ///   - address: its address.
  ///   - bytes: the size that it should have; of a larger one, no more than a byte beyond that is
  ///     passed on.
  ///   - receiver: returns what receives the bytes; called again for an attempt that begins anew.
  /// - Returns: whether there is such an object.
  /// - Throws: the error that prevents reading or receiving them.
  public func get(
    _ address: String, bytes: Int?, _ receiver: () -> (Span<UInt8>) throws -> Void
  ) throws(S3Error) -> Bool {
    guard let name = place.address.name(ofAddress: address) else { return false }
    // A caller may give any size; it is no reason to end.
    let most = bytes.map { min(max(0, $0), .max - 1) + 1 } ?? .max
    return try attempt { connection throws(S3Error) in
      try connection.get(name, atMost: most, receiver())
    }
  }

  /// Returns the size of an object, given by its address; `nil` if there is none.
  ///
  /// Without the right to list a bucket, the store does not say what is missing and answers 403.
  ///
  /// - Throws: the error that prevents reading.
  public func size(of address: String) throws(S3Error) -> Int? {
    guard let name = place.address.name(ofAddress: address) else { return nil }
    do throws(S3Error) {
      return try attempt { connection throws(S3Error) in try connection.size(of: name) }
    } catch  where error.code == .notAllowed {
      return nil
    }
  }

  /// Opens a copy of an object, given by its address, in a file that has no name; returns `nil` if
  /// there is none.
  ///
  /// - Parameters:
  ///   - address: its address.
  ///   - bytes: the size that it should have; a larger one is not copied whole.
  ///   - folder: the folder of the copy.
  /// - Returns: the copy; `nil` if there is no such object.
  /// - Throws: the error that prevents reading or writing.
  public func open(
    _ address: String, bytes: Int?, copyingIn folder: Folder
  ) throws -> ReadableFile? {
    var copy: TemporaryFile?
    let isThere = try get(address, bytes: bytes) {
      // An error is thrown when the first bytes are written.
      copy?.discard()
      let file = Result { try TemporaryFile(in: folder, isPrivate: true) }
      copy = try? file.get()
      return { try file.get().append($0) }
    }
    defer { copy?.discard() }
    return isThere ? try copy?.reader() : nil
  }
}
