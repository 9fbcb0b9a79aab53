"""What tests share: generators of documents, spoilers, fakes. No test imports another test."""
