import ArgumentParser
import Crawling

/// `magpie inspect image`: shows the format and size of images.
struct InspectImage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "Shows the format and size of image files, determined by their content.",
    discussion: """
      Prints one line per file: {"file","format","width","height","bytes"} or {"file","error"}. \
      The exit code is 1 if there is an error.

      EXAMPLE
        magpie inspect image photos/*.jpg
      """)

  @Argument(help: ArgumentHelp("The files.", valueName: "FILE"))
  var files: [String]

  func run() throws {
    var isGood = true
    for file in files {
      let line = Inspection.image(file)
      ProgramIO.write(line.json, to: .output)
      isGood = isGood && line.isGood
    }
    if !isGood { throw ExitCode(ExitCodes.failures) }
  }
}
