window.BENCHMARK_DATA = {
  "_comment": "split by hand",
  "entries": {
    "Rust": [
      {"commit": {"id": "aaaa1111", "message": "🚀 Faster\r\n\r\nmuch text", "timestamp": "2024-01-02T03:04:05+01:00",
        "url": "https://example.org/p/commit/aaaa1111", "author": {"name": "Ann", "email": "x@example.invalid"}},
       "date": 1704164700000, "tool": "cargo", "benches": [
        {"name": "plain", "value": 12, "unit": "ns/iter", "range": "± 35"},
        {"name": "as text", "value": "251.9535", "unit": "ms"},
        {"name": "none", "value": "null", "unit": "ms"},
        {"name": "not a number", "value": "NaN", "unit": "ms"}]},
      {"commit": {"id": "bbbb2222", "message": null, "timestamp": "2024-01-03T00:00:00Z", "author": null,
        "url": "https://example.org/p/pull/7/commits/bbbb2222"},
       "date": 1704240000000, "tool": "cargo", "benches": [{"name": "plain", "value": 13, "unit": "ns/iter"}]}
    ],
    "Go": [
      {"tool": "go", "date": 1704240000000, "commit": {"id": "cccc3333", "message": "m", "timestamp": "2024-01-03T00:00:00Z"},
       "benches": [
        {"name": "BenchmarkA", "value": 5, "unit": "ns/op\t         4.000 auxMetricUnits"},
        {"name": "BenchmarkA - ns/op", "value": 5, "unit": "ns/op"},
        {"name": "BenchmarkA - B/op", "value": 64, "unit": "B/op"}]}
    ],
    "Ways": [
      {"benches": [{"name": "j", "value": 9, "unit": "ops/s"}, {"name": "k", "value": 9, "unit": "ns/op"}], "tool": "jmh",
       "date": 1, "commit": {"id": "d"}},
      {"benches": [{"name": "b", "value": 9, "unit": "points"}], "tool": "customBiggerIsBetter", "date": 1, "commit": {"id": "d"}},
      {"benches": [{"name": "s", "value": 9, "unit": "points"}], "tool": "customSmallerIsBetter", "date": 1, "commit": {"id": "d"}}
    ]
  }
}
