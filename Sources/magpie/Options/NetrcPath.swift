import Files

/// The file of `--netrc`, which may be left out.
enum NetrcPath {
  /// Gives each `--netrc` of the command line its file: what follows is one if it exists or is written
  /// as a path, which an address never is.
  static func added(to arguments: [String]) -> [String] {
    var result: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument == "--netrc", !result.contains("--") else {
        result.append(argument)
        continue
      }
      let next = rest.first ?? ""
      let isPath = ["/", "./", "../", "~"].contains { next.hasPrefix($0) }
      result.append(
        isPath || WholeFile.isFile(next) ? "--netrc=\(rest.removeFirst())" : withUsualFile)
    }
    return result
  }

  /// The option with the file that holds if none is named.
  static var withUsualFile: String {
    let home = (ProcessEnvironment["HOME"] ?? "") + "/.netrc"
    return "--netrc=\(ProcessEnvironment["NETRC"] ?? home)"
  }
}
