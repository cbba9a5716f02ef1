import Addressing
import CrawlModel
import Extracting

extension Target {
  /// The address of the documents that are read.
  static let base = try? WebAddress("http://page.test/a/b.html?c=d")

  static let html = Target(
    "html", "pages: the scan before libxml2 changes neither the links nor the events",
    longest: 16_384
  ) { page in
    base.flatMap { base in
      PageComparison.ofLinks(page, at: base) ?? PageComparison.ofEvents(page)
        ?? LinkReading.fault(of: page, .html)
    }
  }

  static let css = Target("css", "style sheets: the links are canonical") {
    LinkReading.fault(of: $0, .css)
  }

  static let xml = Target(
    "xml", "feeds, sitemaps and other XML: the links are canonical", longest: 8_192
  ) { document in
    for kind in [DocumentKind.xml, .sitemap, .feed] {
      if let fault = LinkReading.fault(of: document, kind) { return fault }
    }
    return nil
  }

  static let document = Target(
    "document", "JSON feeds, manifests, oEmbed, lists and packed sitemaps: the links are canonical"
  ) { document in
    for kind in [DocumentKind.json, .manifest, .text, .gzip] {
      if let fault = LinkReading.fault(of: document, kind) { return fault }
    }
    return nil
  }
}

/// The links of a document of any kind.
enum LinkReading {
  /// What is wrong with them.
  static func fault(of document: [UInt8], _ kind: DocumentKind) -> String? {
    guard let base = Target.base else { return "the base is no address" }
    var reported = 0
    var fault: String?
    let context = DocumentContext(address: base, takesInlineImages: true)
    do throws(ExtractionError) {
      let facts = try LinkExtractors.extractor(for: kind).extract(
        from: document.span, in: context
      ) { link in
        reported += 1
        if case .success(let address) = Result(catching: { try WebAddress(link.address.text) }),
          address == link.address
        {
          return
        }
        fault = "\(link.address) is not canonical"
      }
      if let fault { return fault }
      guard facts.linkCount <= LinkExtractors.maximumLinks else {
        return "\(facts.linkCount) links"
      }
      return facts.linkCount == reported
        ? nil : "\(facts.linkCount) links counted, \(reported) reported"
    } catch {
      return nil
    }
  }
}
