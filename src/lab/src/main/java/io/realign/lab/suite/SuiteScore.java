package io.realign.lab.suite;

/**
 * How well one model does on one target.
 *
 * @param suite which data
 * @param protocol what the model was made of and what it is asked
 * @param name of the recipe, or of what stands beside it
 * @param seed the seed
 * @param target what it is asked
 * @param accuracy 0 to 1
 */
record SuiteScore(String suite, String protocol, String name, long seed, String target, double accuracy) {
    static final String HEADER = "suite,protocol,name,seed,target,acc";

    String toCsv() {
        return String.format(
                java.util.Locale.ROOT, "%s,%s,%s,%d,%s,%.4f", suite, protocol, name, seed, target, accuracy);
    }
}
