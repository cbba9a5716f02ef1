/// How the cost of a parser grows with its input, measured at one, two and four times a size.
public struct Growth: Sendable, CustomStringConvertible {
  /// The costs, in instructions.
  public let costs: [Int]
  private let name: String

  /// Makes a growth from the costs of three sizes, each twice the one before.
  public init(of name: String, _ costs: [Int]) {
    self.name = name
    self.costs = costs
  }

  /// A growth by fewer instructions says nothing: tables and buffers grow in steps.
  public static let noise = 400_000

  /// The second step adds twice as much as the first one if the cost is linear, and four times as
  /// much if it is quadratic.
  public static let factor = 3.0

  /// Whether the cost grows clearly more than linearly.
  public var isSteep: Bool {
    let (first, second) = (costs[1] - costs[0], costs[2] - costs[1])
    return second > Self.noise && Double(second) > Self.factor * Double(max(first, 1))
  }

  /// What was measured, with the costs in thousands of instructions.
  public var description: String {
    "\(name): \(costs.map { "\($0 / 1000)k" }.joined(separator: ", "))"
  }
}
