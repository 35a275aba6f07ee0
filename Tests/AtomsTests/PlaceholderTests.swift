import Testing

@Test("the package builds") func builds() {}
