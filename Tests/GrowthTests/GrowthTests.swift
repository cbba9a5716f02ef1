import CInstructions
import Growth
import Testing

/// Counts the instructions of the calling thread.
final class InstructionCounter {
  private let counter: Int32

  /// Makes a counter; `nil` if the machine does not count, as most virtual machines.
  init?() {
    counter = magpie_instructions_open()
    guard counter >= 0 else { return nil }
    guard magpie_instructions_read(counter) > 0 else {
      magpie_instructions_close(counter)
      return nil
    }
  }

  deinit { magpie_instructions_close(counter) }

  static let isAvailable = InstructionCounter() != nil

  func count(_ body: () -> Void) -> Int {
    let before = magpie_instructions_read(counter)
    body()
    return Int(magpie_instructions_read(counter) - before)
  }
}

/// No parser does more than linear work, whatever it reads.
///
/// Times would differ from run to run, so instructions are counted. Where the processor does not
/// count them, `scripts/bench growth` counts them with valgrind.
struct GrowthTests {
  @Test(
    .enabled(
      if: InstructionCounter.isAvailable,
      "this machine does not count instructions; scripts/bench growth does it with valgrind"),
    arguments: Subject.all.indices)
  func `work grows with the input`(subject: Int) throws {
    let counter = try #require(InstructionCounter())
    var trials = Trial.first.filter { $0.subject == subject }
    // What is made at the first use does not count.
    for input in trials[0].inputs { Subject.all[subject].parse(input) }
    while let trial = trials.popLast() {
      let growth = trial.growth(
        trial.inputs.map { input in counter.count { Subject.all[subject].parse(input) } })
      switch trial.verdict(growth) {
      case .linear: break
      case .unclear(let larger): trials.append(larger)
      case .steep: Issue.record("\(growth)")
      }
    }
  }

  @Test func `quadratic work is recognised, and linear work is not`() {
    func costs(_ cost: (Int) -> Int) -> [Int] { [1_000, 2_000, 4_000].map(cost) }
    #expect(Growth(of: "", costs { $0 * $0 }).isSteep)
    #expect(Growth(of: "", costs { 300 * $0 + $0 * $0 / 2 }).isSteep)
    #expect(!Growth(of: "", costs { 1_000 * $0 }).isSteep)
    #expect(!Growth(of: "", costs { 1_000_000 + 500 * $0 + $0 / 100 }).isSteep)
    // Few instructions say nothing.
    #expect(!Growth(of: "", [1_000, 1_100, 90_000]).isSteep)
  }

  @Test func `what looks steep is tried with larger inputs before it counts`() throws {
    func follows(_ trial: Trial) -> Trial? {
      guard case .unclear(let next) = trial.verdict(trial.growth([0, 1_000_000, 5_000_000]))
      else { return nil }
      return next
    }
    let first = try #require(
      Trial.first.first { $0.round == 0 && Subject.all[$0.subject].limit == .max })
    let last = try #require(follows(first).flatMap(follows))
    #expect(last.inputs[0].count > 10 * first.inputs[0].count)
    guard case .steep = last.verdict(last.growth([0, 1_000_000, 5_000_000])) else {
      Issue.record("the last trial decides")
      return
    }
    guard case .linear = last.verdict(last.growth([0, 1_000_000, 3_000_000])) else {
      Issue.record("a linear cost is none")
      return
    }
  }

  @Test(arguments: Subject.all)
  func `every parser reads every shape`(subject: Subject) {
    for shape in Shape.all {
      let input = subject.input(shape, 500)
      #expect(input.count >= 250)
      subject.parse(input)
    }
  }
}
