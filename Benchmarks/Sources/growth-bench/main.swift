import CCountedCalls
import Growth

// The parts of scripts/bench.d/growth, which runs the second one under callgrind. A trial is a line
// with the numbers of a parser, a shape and a round.
//   growth-bench [NAME]       prints the first trials, of the parsers whose name contains a text
//   growth-bench measure      reads trials, and parses the inputs of each by a counted call
//   growth-bench judge        reads trials with their costs; prints `again` and a trial that has to
//                             follow, or `steep` and what was measured

/// What a counted call parses.
struct Parsing {
  let subject: Subject
  let input: [UInt8]
}

func parse(_ subject: Subject, _ input: [UInt8], row: Int, column: Int) {
  var parsing = Parsing(subject: subject, input: input)
  withUnsafeMutableBytes(of: &parsing) { bytes in
    counted_call(
      Int32(row), Int32(column),
      { context in
        guard let parsing = context?.assumingMemoryBound(to: Parsing.self).pointee else { return }
        parsing.subject.parse(parsing.input)
      }, bytes.baseAddress)
  }
}

func numbers(_ line: String) -> [Int] { line.split(separator: " ").compactMap { Int($0) } }

func trial(_ numbers: [Int]) -> Trial? {
  numbers.count >= 3 ? Trial(subject: numbers[0], shape: numbers[1], round: numbers[2]) : nil
}

func line(_ trial: Trial) -> String { "\(trial.subject) \(trial.shape) \(trial.round)" }

switch CommandLine.arguments.dropFirst().first {
case "measure":
  let perRow = Int(counted_calls_side) / 3
  var last: Int?
  var number = 0
  while let text = readLine() {
    guard let trial = trial(numbers(text)) else { fatalError("no trial: \(text)") }
    let subject = Subject.all[trial.subject]
    // What is made at the first use does not count.
    if last != trial.subject { subject.parse(trial.inputs[0]) }
    last = trial.subject
    for (column, input) in trial.inputs.enumerated() {
      parse(subject, input, row: number / perRow, column: 3 * (number % perRow) + column)
    }
    number += 1
  }
case "judge":
  while let text = readLine() {
    let fields = numbers(text)
    guard fields.count == 6, let trial = trial(fields) else { fatalError("no trial: \(text)") }
    let growth = trial.growth(Array(fields.suffix(3)))
    switch trial.verdict(growth) {
    case .linear: break
    case .steep: print("steep \(growth)")
    case .unclear(let next): print("again \(line(next))")
    }
  }
case let name:
  for trial in Trial.first {
    if let name, !Subject.all[trial.subject].description.contains(name) { continue }
    print(line(trial))
  }
}
