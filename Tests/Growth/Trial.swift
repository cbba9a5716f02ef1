/// One parser with one shape at one, two and four times a size: what is measured, and what follows.
///
/// Small inputs are cheap, and show most of what grows. Whatever does not look linear there is tried
/// again with larger ones, where what grows outweighs all else.
public struct Trial: Sendable {
  /// What follows from the costs of a trial.
  public enum Verdict: Sendable {
    case linear
    case steep
    /// Too steep to be called linear; a trial with a larger size decides.
    case unclear(Trial)
  }

  /// The number of the parser in `Subject.all`.
  public let subject: Int
  /// The number of the shape in `Shape.all`.
  public let shape: Int
  /// The number of trials before with smaller sizes.
  public let round: Int

  /// The factors by which the sizes of the rounds grow.
  private static let scales = [1, 10, 100]

  /// Makes a trial; `nil` if there is no such parser, shape or round.
  public init?(subject: Int, shape: Int, round: Int) {
    guard Subject.all.indices.contains(subject), Shape.all.indices.contains(shape),
      Self.scales.indices.contains(round)
    else { return nil }
    (self.subject, self.shape, self.round) = (subject, shape, round)
  }

  /// Every parser with every shape, with the smallest sizes.
  public static let first: [Trial] = Subject.all.indices.flatMap { subject in
    Shape.all.indices.compactMap { Trial(subject: subject, shape: $0, round: 0) }
  }

  private var size: Int {
    let parser = Subject.all[subject]
    return min(parser.size * Self.scales[round], parser.limit / 4)
  }

  /// The three inputs.
  public var inputs: [[UInt8]] {
    (0..<3).map { Subject.all[subject].input(Shape.all[shape], size << $0) }
  }

  /// What follows from the costs of the three inputs.
  public func verdict(_ growth: Growth) -> Verdict {
    guard growth.isDoubtful else { return .linear }
    if let next = Trial(subject: subject, shape: shape, round: round + 1), next.size > size {
      return .unclear(next)
    }
    return growth.isSteep ? .steep : .linear
  }

  /// Its costs, with a name.
  public func growth(_ costs: [Int]) -> Growth {
    Growth(of: "\(Subject.all[subject]), \(Shape.all[shape]), \(size) bytes", costs)
  }
}
