// The function of the samples and of the tests in a real cluster; ../build makes an image of it.
module justfaas.com/image/sample-function

go 1.26.0
