/// Tests only: whole scripts against what Linux answered.
module dev.patchbay.conformance {
  requires dev.patchbay.lab;
  requires static org.jspecify;
}
