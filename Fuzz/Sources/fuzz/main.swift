// Gives a parser made inputs; scripts/fuzz builds and runs it.
//   fuzz                           the targets
//   fuzz TARGET [arguments]        runs libFuzzer, if it was built with it
//   fuzz --made COUNT FOLDER       writes pages that a generator makes, of parts of the seeds
// Built without libFuzzer, it reads the files that it is given.
import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())

func bytes(of path: String) throws -> [UInt8] {
  try [UInt8](Data(contentsOf: URL(filePath: path)))
}

switch arguments.first {
case nil:
  for target in Target.all { print("\(target.name)\t\(target.summary)") }
case "--made" where arguments.count == 3:
  let seeds = try Seeds.files(of: .html).map { try bytes(of: $0.path) }
  let maker = PageMaker(corpus: seeds)
  for number in 0..<(UInt64(arguments[1]) ?? 0) {
    try Data(maker.page(number)).write(to: URL(filePath: "\(arguments[2])/made-\(number)"))
  }
case let name?:
  guard let target = Target.all.first(where: { $0.name == name }) else {
    FileHandle.standardError.write(Data("fuzz: there is no target \(name)\n".utf8))
    exit(64)
  }
  #if LIBFUZZER
    Fuzzer.run(target)
  #else
    for path in arguments.dropFirst() {
      let fault = target.fault(in: try bytes(of: path))
      if let fault { print("\(path): \(fault)") }
    }
  #endif
}
