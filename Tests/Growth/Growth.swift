/// How the cost of a parser grows with its input, measured at one, two and four times a size.
///
/// The second step adds twice as much as the first one if the cost is linear, and four times as much
/// if it is quadratic.
public struct Growth: Sendable, CustomStringConvertible {
  /// The costs, in instructions.
  public let costs: [Int]
  private let name: String

  /// Makes a growth from the costs of three sizes, each twice the one before.
  public init(of name: String, _ costs: [Int]) {
    self.name = name
    self.costs = costs
  }

  /// Whether the cost grows clearly more than linearly.
  ///
  /// Growth by fewer instructions than 400,000 says nothing: tables and buffers grow in steps.
  public var isSteep: Bool { second > 400_000 && second > 3 * first }

  /// Whether the cost grows more than an even cost for each byte explains.
  public var isDoubtful: Bool { second > 20_000 && second > 2.3 * first }

  private var first: Double { Double(max(1, costs[1] - costs[0])) }
  private var second: Double { Double(costs[2] - costs[1]) }

  /// What was measured, with the costs in thousands of instructions.
  public var description: String {
    "\(name): \(costs.map { "\($0 / 1000)k" }.joined(separator: ", "))"
  }
}
