package io.realign.learning.nd4j;

/**
 * The products of each embedding value with each class probability, which are the input of a conditional domain head (Long et
 * al., Conditional Adversarial Domain Adaptation, 2018, equation 4). No gradient flows through the probabilities.
 */
record MultilinearMap(int embeddingWidth, int classes) {
    double[] forward(double[] embedding, double[] probabilities) {
        double[] products = new double[embedding.length * classes];
        for (int i = 0; i < embedding.length; i++) {
            int rowOffset = i / embeddingWidth * classes;
            for (int c = 0; c < classes; c++) {
                products[i * classes + c] = embedding[i] * probabilities[rowOffset + c];
            }
        }
        return products;
    }

    /** Returns the gradient with respect to the embedding. */
    double[] backward(double[] productGradient, double[] probabilities) {
        double[] gradient = new double[productGradient.length / classes];
        for (int i = 0; i < gradient.length; i++) {
            int rowOffset = i / embeddingWidth * classes;
            for (int c = 0; c < classes; c++) {
                gradient[i] += productGradient[i * classes + c] * probabilities[rowOffset + c];
            }
        }
        return gradient;
    }
}
