import Robots

/// Parses a robots.txt and checks one path.
func isAllowed(_ path: String, by text: String, agent: String = "magpie") -> Bool {
  rules(text, agent: agent).verdict(for: path).isAllowed
}

/// The rules of a robots.txt.
func rules(_ text: String, agent: String = "magpie") -> RobotsRules {
  RobotsReader.read(text.utf8.span, for: agent)
}
