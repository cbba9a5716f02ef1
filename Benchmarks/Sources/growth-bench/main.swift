import Growth

// Parses the shapes of one subject, each in three sizes. It runs under callgrind, which writes its
// counts before each call of `Subject.parse`, and prints what was parsed in the same order.
//   growth-bench                 prints the subjects, one a line
//   growth-bench NUMBER SIZE     parses; prints a name a line, for each five calls

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
if arguments.count == 2, Subject.all.indices.contains(arguments[0]) {
  let subject = Subject.all[arguments[0]]
  let size = min(arguments[1], subject.limit / 4)
  for shape in Shape.all {
    let inputs = (0..<3).map { subject.input(shape, size << $0) }
    // What is made at the first use does not count, nor what follows the last call.
    for input in [inputs[0]] + inputs + [[]] { subject.parse(input) }
    print("\(subject.description): \(shape.description)")
  }
} else {
  for subject in Subject.all { print(subject) }
}
