package io.realign.lab.suite;

import java.util.Locale;

/**
 * The accuracy of a model on a target.
 *
 * @param suite name of the suite
 * @param protocol training and test data
 * @param name recipe or baseline
 * @param seed random seed
 * @param target test data
 * @param accuracy 0 to 1
 */
record SuiteScore(String suite, String protocol, String name, long seed, String target, double accuracy) {
    static final String HEADER = "suite,protocol,name,seed,target,acc";

    String toCsv() {
        return String.format(Locale.ROOT, "%s,%s,%s,%d,%s,%.4f", suite, protocol, name, seed, target, accuracy);
    }
}
