import CrawlModel
import Markup

/// What a page states about the rights in its images.
extension LinkFinder {
  /// Reads a link or a `meta` element that states something about rights.
  mutating func readRights(_ element: HTMLElement, _ words: inout ElementWords) {
    guard isOfPage else { return }
    if tag != .meta, words.ofRel(element).contains(where: Self.licenseWords.contains),
      let reference = element[.href]
    {
      add(.license, in: .relLicense, reference)
      return
    }
    for word in words.ofNames(element) {
      guard let kind = Self.itemProperties[word],
        let value = element[.href] ?? element["content"]
      else { continue }
      return add(kind, in: .microdata, value)
    }
  }

  private mutating func add(
    _ kind: RightsStatement.Kind, in place: RightsStatement.Place, _ value: String
  ) {
    rights.add(PageRights.resolved(RightsStatement(kind, in: place, value), resolver))
  }

  /// The words of `rel` in HTML, and in the RDFa of Creative Commons and Dublin Core.
  private static let licenseWords: Set<String> = [
    "license", "cc:license", "dc:license", "dct:license", "dcterms:license", "schema:license",
  ]

  /// The properties of `itemprop`, in lower case.
  private static let itemProperties: [String: RightsStatement.Kind] = [
    "license": .license, "acquirelicensepage": .acquireLicensePage, "credittext": .creditText,
    "copyrightnotice": .copyrightNotice,
  ]
}
