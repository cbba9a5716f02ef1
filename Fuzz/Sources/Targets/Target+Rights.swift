import CrawlModel
import Sniffing

extension Target {
  static let rights = Target(
    "rights", "the metadata of image files: what they say about rights is bounded, and in one line",
    longest: 16_384
  ) { input in
    for format in ImageFormat.allCases {
      let facts = ImageSniffer.complete(ImageFacts(format: format), of: input.span)
      guard let rights = facts.rights else { return "nothing was read" }
      guard rights.statements.count <= ImageRights.most else { return "too many statements" }
      for statement in rights.statements {
        guard statement.value.unicodeScalars.count <= RightsStatement.longestValue,
          !statement.value.contains(where: { $0.isNewline || $0 == "\t" }),
          RightsStatement(statement.kind, in: statement.place, statement.value) == statement
        else { return "\(statement)" }
      }
    }
    return nil
  }
}
