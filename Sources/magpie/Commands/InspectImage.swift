import ArgumentParser
import CrawlModel
import Crawling
import Files

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

  @Argument(help: ArgumentHelp("The files.", valueName: "FILE"), completion: .file())
  var files: [String]

  func run() throws {
    var isGood = true
    for file in files {
      let image = Inspection.image(file)
      StandardStream.output.write(image.jsonLine.span)
      isGood = isGood && image.problem == nil
    }
    if !isGood { throw ExitCode(ExitCodes.failures) }
  }
}
