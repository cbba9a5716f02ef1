import CrawlModel

/// The beginning of every page.
extension HTMLWriter {
  /// Writes all up to the beginning of the body.
  ///
  /// - Parameters:
  ///   - policy: what the page may load and execute.
  ///   - style: the content of its `style` element.
  ///   - script: the content of its `script` element, if it has one.
  ///   - title: writes the title.
  mutating func head(
    _ policy: String, _ style: EmbeddedText, _ script: EmbeddedText? = nil,
    title: (inout HTMLWriter) -> Void
  ) {
    markup(
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy"
      """)
    attribute("content", policy)
    markup(
      """
      >
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="Magpie
      """)
    text(" \(MagpieVersion.current)")
    markup("\">\n<title>")
    title(&self)
    markup("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>")
    markup(style)
    markup("</style>\n")
    if let script {
      markup("<script>")
      markup(script)
      markup("</script>\n")
    }
    markup("</head>\n<body>\n")
  }
}
