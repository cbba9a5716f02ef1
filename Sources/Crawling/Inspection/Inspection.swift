/// Shows what Magpie makes of one document, image or address, as JSON lines.
public enum Inspection {}
