import Threads

/// Bounds what the answers of all connections together take of the memory.
///
/// An answer is complete before it is sent, and stays until its visitor has read it. So only a few are made
/// at a time, and what a larger one takes beyond the bytes that every connection has is claimed of a sum for
/// all. Files are not part of it: they are read piece by piece.
final class AnswerRoom: Sendable {
  private let limits: VisitorLimits
  private let memory: MemoryBudget
  /// The number of answers that are being made.
  private let making = Monitor(0)

  init(_ limits: VisitorLimits) {
    self.limits = limits
    memory = MemoryBudget(limits.answerMemory)
  }

  /// Makes an answer when it is its turn.
  ///
  /// - Returns: the answer, and the claim that is to be kept until it is sent; an answer for which too little is left
  ///   is replaced by 503.
  func make(_ answer: () -> PageAnswer) -> (answer: PageAnswer, claim: MemoryClaim) {
    making.wait { number -> Decision<Void> in
      guard number < limits.answersAtOnce else { return .sleep }
      number += 1
      return .finish(())
    }
    defer {
      making.withLock { $0 -= 1 }
      making.broadcast()
    }
    let made = answer()
    let claim = MemoryClaim(of: memory)
    guard case .bytes(let bytes) = made.body, bytes.count > limits.answerBytes,
      !claim.grow(by: bytes.count - limits.answerBytes)
    else { return (made, claim) }
    return (.busy("Others read too many large answers; try again."), claim)
  }
}
