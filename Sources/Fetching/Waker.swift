import Curl

/// Wakes a sleeping `FetchLoop`, from any thread and at any time.
public struct Waker: Sendable {
  let multi: MultiWaker

  /// Ends the sleep of the loop, or its next sleep if it is not sleeping.
  public func wake() { multi.wake() }
}
