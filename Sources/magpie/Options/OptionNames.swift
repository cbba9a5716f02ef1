/// The names of the options that a part of the command line has.
struct OptionNames {
  /// Options of which only those of one side can take effect.
  private static let exclusive: [[Set<String>]] = [
    [["--no-cookies"], ["--cookies", "--save-cookies"]],
    [["--quiet", "-q"], ["--verbose", "-v"]],
    [["--retry-failed"], ["--dry-run"]],
  ]

  private let names: Set<String>

  /// Reads arguments; what follows `--` is no option.
  init(in arguments: some Sequence<String>) {
    var names: Set<String> = []
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("-") {
      if argument.hasPrefix("--") {
        names.insert(String(argument.prefix { $0 != "=" }))
      } else {
        // Several short ones may stand together.
        names.formUnion(argument.dropFirst().prefix { $0 != "=" }.map { "-\($0)" })
      }
    }
    self.names = names
  }

  /// Whether one of them cannot be used together with one of the others.
  func exclude(_ others: OptionNames) -> Bool {
    Self.exclusive.contains { sides in
      sides.contains { side in
        !names.isDisjoint(with: side)
          && sides.contains { $0 != side && !others.names.isDisjoint(with: $0) }
      }
    }
  }
}
