import Curl

/// Wakes a sleeping `FetchLoop`, from any thread and at any time.
public struct Bell: Sendable {
  let waker: MultiWaker

  /// Rings.
  public func ring() { waker.ring() }
}
