import ArgumentParser
import CrawlModel

/// A list of kinds of faults on the command line: `broken,missing-alt`, or `any`.
struct FaultList: ExpressibleByArgument {
  let kinds: Set<AuditFinding.Kind>

  init?(argument: String) {
    var kinds: Set<AuditFinding.Kind> = []
    for word in argument.split(separator: ",") {
      let word = word.drop { $0 == " " }.lowercased()
      if word == "any" {
        kinds.formUnion(AuditFinding.Kind.allCases)
      } else if let kind = AuditFinding.Kind(rawValue: word) {
        kinds.insert(kind)
      } else {
        return nil
      }
    }
    guard !kinds.isEmpty else { return nil }
    self.kinds = kinds
  }

  static var allValueStrings: [String] { AuditFinding.Kind.allCases.map(\.rawValue) + ["any"] }
}
