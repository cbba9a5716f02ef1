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
  /// The first of the three sizes, in bytes.
  private static let size = 3_000

  @Test(
    .enabled(
      if: InstructionCounter.isAvailable,
      "this machine does not count instructions; scripts/bench growth does it with valgrind"),
    arguments: Subject.all)
  func `work grows with the input`(subject: Subject) throws {
    let counter = try #require(InstructionCounter())
    for shape in Shape.all {
      let growth = measure(subject, shape, counter, Self.size)
      guard growth.isSteep else { continue }
      // Tables grow in steps; what is really steep is so at another size as well.
      let again = measure(subject, shape, counter, 3 * Self.size)
      #expect(!again.isSteep, "\(again)")
    }
  }

  private func measure(
    _ subject: Subject, _ shape: Shape, _ counter: InstructionCounter, _ size: Int
  ) -> Growth {
    let size = min(size, subject.limit / 4)
    let inputs = (0..<3).map { subject.input(shape, size << $0) }
    // What is made at the first use does not count.
    subject.parse(inputs[0])
    return Growth(
      of: "\(subject), \(shape)", inputs.map { input in counter.count { subject.parse(input) } })
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

  @Test(arguments: Subject.all)
  func `every parser reads every shape`(subject: Subject) {
    for shape in Shape.all {
      let input = subject.input(shape, 500)
      #expect(input.count >= 250)
      subject.parse(input)
    }
  }
}
