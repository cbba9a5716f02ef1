/// Why a thread could not be started.
public struct ThreadError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The system's error number.
  public let errno: Int32

  /// Creates an error of pthread_create(3).
  init(errno: Int32) { self.errno = errno }

  /// What failed and what to do about it, in one sentence.
  public var description: String {
    "No thread could be started (error \(errno), see errno(3)); raise the limits of this process with "
      + "ulimit -u and ulimit -v, or use fewer --threads."
  }
}
