import ArgumentParser

/// `magpie inspect …`: shows how Magpie parses a document, image, address or robots.txt.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows how Magpie parses a document, an image, an address or a robots.txt.",
    discussion: """
      Prints JSON lines.

      EXAMPLE
        magpie inspect links page.html --url https://example.com/
      """,
    subcommands: [InspectLinks.self, InspectImage.self, InspectURL.self, InspectRobots.self])
}
