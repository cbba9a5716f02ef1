import Curl

/// Wakes a sleeping `FetchLoop`, from any thread and at any time.
public struct Waker: Sendable {
  let multi: MultiWaker

  /// Ends the sleep of the loop, or its next one when it does not sleep now.
  public func wake() { multi.ring() }
}
