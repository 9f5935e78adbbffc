package io.realign.learning.nd4j;

/**
 * Embedding times class probability, every one with every one: what a conditional domain head sees (Long et al.,
 * Conditional Adversarial Domain Adaptation, 2018, equation 4). The probabilities count as given.
 *
 * @param width of an embedding
 * @param classes how many
 */
record MultilinearMap(int width, int classes) {
    double[] forward(double[] embedding, double[] probabilities) {
        double[] products = new double[embedding.length * classes];
        for (int i = 0; i < embedding.length; i++) {
            int row = i / width * classes;
            for (int c = 0; c < classes; c++) {
                products[i * classes + c] = embedding[i] * probabilities[row + c];
            }
        }
        return products;
    }

    /** The slopes of the embedding from those of the products. */
    double[] backward(double[] slopes, double[] probabilities) {
        double[] embedding = new double[slopes.length / classes];
        for (int i = 0; i < embedding.length; i++) {
            int row = i / width * classes;
            for (int c = 0; c < classes; c++) {
                embedding[i] += slopes[i * classes + c] * probabilities[row + c];
            }
        }
        return embedding;
    }
}
