"""From a page to its flow: symbols, strokes, nets, arrows, labels."""
