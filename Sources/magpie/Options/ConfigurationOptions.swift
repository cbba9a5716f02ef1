import ArgumentParser

/// Where further options come from; see ``CommandLineArguments``, which reads them before the rest.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Options from a file, one a line. (default: that of MAGPIE_CONFIG_PATH)", valueName: "FILE"),
    completion: .file())
  var config: String?

  @Flag(help: "Read no file with options.")
  var noConfig = false
}
